ARG GO=1.22
FROM golang:${GO} AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -trimpath -o /out/lamp ./cmd/lamp

FROM alpine:3.20
# Certificates for the calls to the weather service.
RUN apk add --no-cache ca-certificates tzdata
RUN addgroup -S lamp && adduser -S -G lamp lamp
COPY --from=build --chown=lamp:lamp /out/lamp /usr/local/bin/lamp
USER lamp
EXPOSE 8080
ENTRYPOINT ["lamp"]
