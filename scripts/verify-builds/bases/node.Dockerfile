FROM localhost/verify/node-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates curl wget git gcc g++ make python3 openssh-client procps unzip \
  && rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt
