FROM localhost/verify/debian
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates curl git gcc g++ make pkg-config golang-1.19-go \
  && rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt \
  && ln -s /usr/lib/go-1.19 /usr/local/go && mkdir -p /go/src /go/bin && chmod -R 1777 /go
ENV GOLANG_VERSION=1.19.8 GOPATH=/go PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /go
