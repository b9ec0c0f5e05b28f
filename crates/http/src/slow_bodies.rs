//! Bodies that come too slowly: each has to keep up a pace, and to end in time. A connection whose body never ends would
//! otherwise be held for ever.

use std::cell::{Cell, RefCell};
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::HttpMessage;
use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use futures_util::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

/// In each stretch of this length so many bytes have to come: far less than the slowest line brings.
const STRETCH: Duration = Duration::from_secs(10);
const LEAST: usize = 10 * 1024;

/// How long a body may take as a whole, at that pace or faster: the largest file on a line of 1 Mbit/s takes 14 minutes.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// Sees to it that the body of a request comes in time, and that what is left of one holds no connection.
pub async fn in_time<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, AnswerBeforeEnd>>, actix_web::Error> {
    let source = match request.take_payload() {
        Payload::None => {
            request.set_payload(Payload::None);
            return Ok(next.call(request).await?.map_into_left_body());
        }
        payload => Rc::new(Source { payload: RefCell::new(payload), is_read: Cell::new(false) }),
    };
    request.set_payload(Payload::Stream { payload: Box::pin(InTime::new(source.clone())) });
    let response = next.call(request).await?;
    if source.is_read.get() {
        return Ok(response.map_into_left_body());
    }
    Ok(response.map_body(|_, body| EitherBody::right(AnswerBeforeEnd { body: body.boxed(), _source: source })))
}

/// An answer to a request whose body has not come to its end. The server waits for the rest of a body in chunks that are not read
/// any more, for ever if it never comes; if it could still be read when the answer ends, it closes the connection. So
/// the answer keeps it.
pub struct AnswerBeforeEnd {
    body: BoxBody,
    _source: Rc<Source>,
}

impl MessageBody for AnswerBeforeEnd {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}

/// Whether a body broke off because it came too slowly.
pub fn is_too_slow(error: &PayloadError) -> bool {
    matches!(error, PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut)
}

/// The body as it comes.
struct Source {
    payload: RefCell<Payload>,
    /// Whether it has come to its end.
    is_read: Cell<bool>,
}

struct InTime {
    source: Rc<Source>,
    ends: Instant,
    /// What has come in the stretch at hand, and when it ends.
    came: usize,
    stretch: Pin<Box<Sleep>>,
    is_over: bool,
}

impl InTime {
    fn new(source: Rc<Source>) -> Self {
        let now = Instant::now();
        Self { source, ends: now + LONGEST, came: 0, stretch: Box::pin(sleep_until(now + STRETCH)), is_over: false }
    }
}

impl Stream for InTime {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.is_over {
            return Poll::Ready(None);
        }
        let polled = Pin::new(&mut *this.source.payload.borrow_mut()).poll_next(context);
        if let Poll::Ready(piece) = polled {
            this.source.is_read.set(piece.is_none());
            this.came += piece.as_ref().and_then(|piece| piece.as_ref().ok()).map_or(0, Bytes::len);
            return Poll::Ready(piece);
        }
        // Only time that is spent waiting for the client counts: what reads the body may be slow itself.
        while this.stretch.as_mut().poll(context).is_ready() {
            let now = Instant::now();
            if this.came < LEAST || now > this.ends {
                this.is_over = true;
                return Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))));
            }
            this.came = 0;
            this.stretch.as_mut().reset(now + STRETCH);
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{StreamExt, stream};

    use super::*;

    fn body(pieces: impl Stream<Item = Result<Bytes, PayloadError>> + 'static) -> InTime {
        let payload: Payload = Payload::Stream { payload: Box::pin(pieces) };
        InTime::new(Rc::new(Source { payload: RefCell::new(payload), is_read: Cell::new(false) }))
    }

    /// Pieces of so many bytes, one each second.
    fn trickle(bytes: usize, pieces: usize) -> InTime {
        body(stream::iter(0..pieces).then(move |_| async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(Bytes::from(vec![b'x'; bytes]))
        }))
    }

    fn at_once<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        runtime.expect("a runtime").block_on(work)
    }

    #[test]
    fn a_body_that_comes_at_a_pace_comes_to_its_end() {
        let pieces = at_once(async { trickle(2_000, 600).collect::<Vec<_>>().await });
        assert_eq!(pieces.len(), 600);
        assert!(pieces.iter().all(Result::is_ok));
    }

    #[test]
    fn a_body_that_trickles_or_never_ends_breaks_off() {
        let last = at_once(async {
            let mut body = trickle(10, 600);
            let mut last = None;
            while let Some(piece) = body.next().await {
                let is_over = piece.is_err();
                last = Some(piece);
                if is_over {
                    break;
                }
            }
            last
        });
        assert!(matches!(last, Some(Err(ref error)) if is_too_slow(error)));
        let never = at_once(async { body(stream::pending()).next().await });
        assert!(matches!(never, Some(Err(ref error)) if is_too_slow(error)));
        let endless = at_once(async { trickle(2_000, 4_000).collect::<Vec<_>>().await });
        assert!(endless.iter().any(|piece| piece.as_ref().is_err_and(is_too_slow)));
    }
}
