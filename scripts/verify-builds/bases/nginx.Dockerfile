FROM localhost/verify/nginx-unprivileged
USER 0
COPY nginx-root.conf /etc/nginx/nginx.conf
COPY nginx-root-default.conf /etc/nginx/conf.d/default.conf
EXPOSE 80
