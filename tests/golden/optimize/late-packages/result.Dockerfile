# syntax=docker/dockerfile:1
FROM php:8.2-cli

WORKDIR /app

# git and unzip: Composer calls them
RUN apt-get update \
 && apt-get install --no-install-recommends -y git unzip composer \
 && rm -rf /var/lib/apt/lists/*

# all of it
COPY . .

RUN composer install
EXPOSE 8000
CMD ["php", "-S", "0.0.0.0:8000", "-t", "public", "public/index.php"]
