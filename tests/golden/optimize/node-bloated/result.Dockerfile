FROM node:18-slim AS base
MAINTAINER dev@example.com
ENV NODE_ENV=development
WORKDIR /app

FROM base AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends make g++
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=npm_token \
    NPM_TOKEN="$(cat /run/secrets/npm_token || true)" && export NPM_TOKEN \
 && npm config set //npm.example.com/:_authToken "$NPM_TOKEN" --location=project && npm ci
COPY . .
RUN npm run build && npm prune --omit=dev
RUN i=0; while [ $i -lt 130000 ]; do echo "2026-11-01T00:00:00Z INFO  request id=$i path=/health status=200 took=$((i % 97))ms ok"; i=$((i+1)); done > /var/log/shop-import.log && ls -l /var/log/shop-import.log

FROM base
COPY --chown=node:node assets/hero.bmp /app/public/hero.bmp
COPY --chown=node:node assets/hero.bmp /app/public/images/hero-copy.bmp
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/assets ./assets
COPY --from=build --chown=node:node /app/config ./config
COPY --from=build --chown=node:node /app/dist ./dist
RUN chown node:node /app
RUN chmod 777 /app/config
USER 1000
EXPOSE 3000
CMD ["npm", "start"]
