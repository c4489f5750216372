FROM rust:1.75 AS build
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
RUN --mount=type=cache,target=/usr/local/cargo/registry mkdir -p src && touch src/main.rs && cargo fetch --locked
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release

FROM debian:bookworm-slim
RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home app
COPY --from=build /src/target/release/buoys /usr/local/bin/buoys
USER 10001
EXPOSE 7000
CMD ["buoys"]
