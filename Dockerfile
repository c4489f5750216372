# syntax=docker/dockerfile:1

# The page. Its packages are those of the lock file, and none of their install scripts runs.
FROM node:20.20.2-bookworm-slim AS page
WORKDIR /src
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

# What serves it: one program without libraries, of the standard library alone.
FROM golang:1.26.8-bookworm AS server
WORKDIR /src
COPY server/ ./
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /plimsoll .

# Nothing else: no shell, no packages, no files that the program could write.
FROM scratch
LABEL org.opencontainers.image.title="Plimsoll" \
      org.opencontainers.image.description="Audits container images in the browser" \
      org.opencontainers.image.licenses="MIT AND GPL-3.0-or-later"
COPY --from=server /plimsoll /plimsoll
COPY --from=page /src/dist /www
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s CMD ["/plimsoll", "-check", "http://127.0.0.1:8080/"]
ENTRYPOINT ["/plimsoll"]
