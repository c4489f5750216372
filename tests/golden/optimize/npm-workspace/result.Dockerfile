# the office of the harbour
ARG NODE=20.18
FROM node:${NODE}-bookworm

WORKDIR /repo
COPY package.json package-lock.json ./
COPY apps/api/package.json ./apps/api/
COPY apps/web/package.json ./apps/web/
COPY packages/units/package.json ./packages/units/
# both programs
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build
ENV PORT=4000
EXPOSE 4000
CMD ["npm", "start"]
