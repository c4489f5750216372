FROM localhost/verify/temurin-jre
RUN apt-get update \
  && apt-get install -y --no-install-recommends openjdk-17-jdk-headless binutils \
  && rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt
CMD ["jshell"]
