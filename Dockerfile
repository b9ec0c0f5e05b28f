# syntax=docker/dockerfile:1

# The build: the console first, because the server embeds it.
FROM rust:1.95-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq-dev nodejs npm pkg-config \
    && rustup target add wasm32-unknown-unknown \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN cargo xtask frontend \
    && cargo build --release --locked -p rollcall

# What runs: the one program and what it links.
FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin rollcall \
    && install -d -o rollcall -g rollcall -m 0700 /data
COPY --from=build /source/target/release/rollcall /usr/local/bin/rollcall
USER rollcall
VOLUME /data
ENV ROLLCALL_LISTEN=0.0.0.0:8080 \
    ROLLCALL_DATA=/data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD curl --fail --silent --output /dev/null http://127.0.0.1:8080/readyz
ENTRYPOINT ["rollcall"]
CMD ["serve"]
