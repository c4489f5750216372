FROM localhost/verify/debian
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates curl xz-utils php8.2-cli php8.2-mbstring php8.2-sqlite3 php8.2-xml php8.2-curl \
  && rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt \
  && ln -s /usr/bin/php /usr/local/bin/php
ENV PHP_VERSION=8.2.36
CMD ["php", "-a"]
