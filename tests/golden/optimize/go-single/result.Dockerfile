FROM golang:1.22
WORKDIR /go/src/relay
RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home app && install -d -o app -g app /go/src/relay
COPY --chown=app:app go.mod go.sum /go/src/relay/
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go mod download
COPY --chown=app:app . /go/src/relay
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build -o /usr/local/bin/relay ./cmd/relay
RUN wget -q https://example.com/geo.tar.gz -O /tmp/geo.tar.gz && tar -xzf /tmp/geo.tar.gz -C /usr/share \
 && rm -f /tmp/geo.tar.gz
USER 10001
EXPOSE 9000
ENTRYPOINT ["relay"]
