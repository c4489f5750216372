FROM node:20-alpine

# what starts it, and what checks it
RUN apk add --no-cache \
      tini \
      xz

RUN addgroup -g 1500 tides \
 && adduser -D -u 1500 -G tides tides

WORKDIR /srv/tides
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
COPY --chown=tides:tides . .
ENV NODE_ENV=production

USER tides
EXPOSE 4100
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["node", "-e", "require('net').connect(4100, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "server.js"]
