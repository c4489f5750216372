# As upstream has it, the configuration belongs to 101, who may write it. What it logs goes to standard error alone: an engine lets its
# user open /dev/stdout, and buildah’s chroot does not. Runs as nginx's own number 101, listens on 8080, serves /usr/share/nginx/html, and reads /etc/nginx/conf.d.
FROM localhost/verify/debian
RUN groupadd --system --gid 101 nginx && useradd --system --gid nginx --no-create-home --home /nonexistent --shell /bin/false --uid 101 nginx \
  && apt-get update && apt-get install -y --no-install-recommends nginx-light && rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt \
  && rm -rf /etc/nginx/sites-enabled /etc/nginx/sites-available /etc/nginx/modules-enabled/* /var/www/html \
  && mkdir -p /usr/share/nginx/html /etc/nginx/conf.d \
  && ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log \
  && chown -R 101:0 /etc/nginx /var/lib/nginx && chmod -R g+w /etc/nginx
COPY --chown=101:0 nginx.conf /etc/nginx/nginx.conf
COPY --chown=101:0 nginx-default.conf /etc/nginx/conf.d/default.conf
COPY nginx-index.html /usr/share/nginx/html/index.html
ENV NGINX_VERSION=1.22.1
EXPOSE 8080
STOPSIGNAL SIGQUIT
USER 101
CMD ["nginx", "-g", "daemon off;"]
