FROM node:20.11-bookworm AS base
LABEL maintainer="ops@example.com"
RUN apt-get update && apt-get install --no-install-recommends -y curl graphicsmagick \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /home/node/monitor

FROM base AS build
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile && yarn cache clean
ADD . .
RUN yarn build

FROM base
RUN install -d -o node -g node /home/node/monitor
COPY --from=build --chown=node:node /home/node/monitor/node_modules ./node_modules
COPY --from=build --chown=node:node /home/node/monitor/entrypoint.sh /home/node/monitor/package.json ./
COPY --from=build --chown=node:node /home/node/monitor/build ./build
COPY --from=build --chown=node:node /home/node/monitor/public ./public
COPY --from=build --chown=node:node /home/node/monitor/views ./views
COPY --chmod=755 entrypoint.sh /usr/local/bin/entrypoint.sh
ENV PORT=8080
USER 1000
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["node", "-e", "require('net').connect(8080, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/entrypoint.sh"]
CMD ["node", "build/index.js"]
