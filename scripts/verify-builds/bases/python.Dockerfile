FROM localhost/verify/python-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends curl wget git gcc g++ make openssh-client procps unzip libffi-dev libssl-dev libpq-dev \
  && rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt
