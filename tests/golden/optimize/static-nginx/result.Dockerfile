FROM nginxinc/nginx-unprivileged:1.27
COPY site.conf /etc/nginx/conf.d/default.conf
COPY . /usr/share/nginx/html
EXPOSE 8080
