# the berths, by Nest
FROM node:22-bookworm AS base

ENV TZ=Europe/Lisbon
WORKDIR /usr/src/app

FROM base AS build
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM base
RUN install -d -o node -g node /usr/src/app
COPY --from=build --chown=node:node /usr/src/app/node_modules ./node_modules
COPY --from=build --chown=node:node /usr/src/app/nest-cli.json /usr/src/app/package.json ./
COPY --from=build --chown=node:node /usr/src/app/dist ./dist
COPY --from=build --chown=node:node /usr/src/app/mail ./mail
ENV NODE_ENV=production
USER 1000
EXPOSE 3000
CMD ["npm", "run", "start:prod"]
