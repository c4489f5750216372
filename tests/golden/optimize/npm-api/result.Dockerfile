FROM node:20-bookworm AS build

ENV NODE_ENV=production
WORKDIR /usr/src/api
# the whole project
COPY --chown=node package.json package-lock.json /usr/src/api/
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev
COPY --chown=node . /usr/src/api/
RUN npm run build \
 && rm -rf src \
 && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /usr/src/api
COPY --from=build --chown=node /usr/src/api/node_modules ./node_modules
COPY --from=build --chown=node /usr/src/api/package.json ./
COPY --from=build --chown=node /usr/src/api/locales ./locales
COPY --from=build --chown=node /usr/src/api/out ./out
EXPOSE 8000/tcp
USER node
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["node", "-e", "require('net').connect(8000, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"]
CMD ["node", "out/main.js"]
