FROM localhost/verify/debian
RUN mkdir -p /usr/share/man/man1 && apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates openjdk-17-jre-headless tzdata locales \
  && rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt \
  && mkdir -p /opt/java && ln -s /usr/lib/jvm/java-17-openjdk-* /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk JAVA_VERSION=jdk-17 PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
