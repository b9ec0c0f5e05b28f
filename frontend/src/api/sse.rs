//! Server-sent events, read from bytes as they arrive (HTML Living Standard, section 9.2).

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// What kind; `message` where the stream does not say.
    pub name: String,
    /// Its text.
    pub data: String,
}

/// Puts events together from pieces that end anywhere, even inside a character.
#[derive(Debug, Default)]
pub struct Parser {
    pending: Vec<u8>,
    after_return: bool,
    name: String,
    data: Option<String>,
}

impl Parser {
    /// The events that are complete with these bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            let after_return = std::mem::replace(&mut self.after_return, byte == b'\r');
            match byte {
                b'\n' if after_return => {}
                b'\n' | b'\r' => events.extend(self.end_line()),
                other => self.pending.push(other),
            }
        }
        events
    }

    fn end_line(&mut self) -> Option<Event> {
        let line = std::mem::take(&mut self.pending);
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_start_matches('\u{feff}');
        if line.is_empty() {
            return self.end_event();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.name = value.to_owned(),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            // Comments (an empty field name) keep the connection alive; ids are not used here.
            _ => {}
        }
        None
    }

    fn end_event(&mut self) -> Option<Event> {
        let name = std::mem::take(&mut self.name);
        let data = self.data.take()?;
        let name = if name.is_empty() { "message".to_owned() } else { name };
        Some(Event { name, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, data: &str) -> Event {
        Event { name: name.to_owned(), data: data.to_owned() }
    }

    #[test]
    fn the_same_events_come_out_wherever_the_pieces_end() {
        let stream = "event: progress\ndata: {\"done\":1}\n\n: still here\n\nevent: state\r\ndata: Łódź\r\ndata: two\r\n\r\ndata:x\n\n";
        let whole = [event("progress", "{\"done\":1}"), event("state", "Łódź\ntwo"), event("message", "x")];
        for size in 1..stream.len() {
            let mut parser = Parser::default();
            let events: Vec<Event> = stream.as_bytes().chunks(size).flat_map(|piece| parser.push(piece)).collect();
            assert_eq!(events, whole, "pieces of {size}");
        }
    }

    #[test]
    fn an_event_without_data_is_none() {
        assert_eq!(Parser::default().push(b"event: ping\n\n"), []);
    }
}
