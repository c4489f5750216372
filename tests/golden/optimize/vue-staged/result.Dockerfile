# syntax=docker/dockerfile:1
FROM node:22-alpine as builder
WORKDIR /src
COPY package.json yarn.lock ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile
COPY . .
RUN yarn build

FROM nginxinc/nginx-unprivileged:1.30-alpine-slim
# the server for the pages
RUN printf '%s\n' \
      'server {' \
      '  listen 8080;' \
      '  root /usr/share/nginx/html;' \
      '  gzip on;' \
      '  gzip_types text/css text/javascript application/javascript application/json image/svg+xml;' \
      '  error_page 404 /404.html;' \
      "  location / { try_files \$uri \$uri.html \$uri/index.html =404; }" \
      '}' > /etc/nginx/conf.d/default.conf
COPY --from=builder /src/dist /usr/share/nginx/html
COPY legal/ /usr/share/nginx/html/legal/
EXPOSE 8080/tcp
HEALTHCHECK CMD wget -qO- http://127.0.0.1:8080/ || exit 1
