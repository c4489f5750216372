FROM node:20-bookworm AS build
ENV PORT=3000
WORKDIR /app
COPY package*.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
# to static files
RUN npm run build && npm cache clean --force

FROM nginxinc/nginx-unprivileged:1.30-alpine-slim
RUN printf '%s\n' \
      'server {' \
      '  listen 3000;' \
      '  root /usr/share/nginx/html;' \
      '  gzip on;' \
      '  gzip_types text/css text/javascript application/javascript application/json image/svg+xml;' \
      "  location / { try_files \$uri \$uri.html \$uri/index.html /index.html; }" \
      '}' > /etc/nginx/conf.d/default.conf
COPY --from=build /app/build /usr/share/nginx/html
LABEL org.opencontainers.image.title="berth planner"
EXPOSE 3000
