FROM node:20
WORKDIR /usr/src/app
RUN install -d -o node -g node /usr/src/app
COPY --chown=node:node package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
# the pages
COPY --chown=node:node . .
ENV HOST 0.0.0.0
USER 1000
EXPOSE 3000
CMD ["npm", "start"]
