# Debian's packages unpacked, without dpkg, apt or a shell; what they say of themselves is in status.d, as distroless has it.
FROM localhost/verify/debian AS make
ARG PACKAGES
RUN set -e; mkdir -p /out /deb; cd /deb; apt-get update; apt-get download $PACKAGES; \
    mkdir -p /out/var/lib/dpkg/status.d; \
    for deb in *.deb; do dpkg-deb -x "$deb" /out; dpkg-deb -f "$deb" > "/out/var/lib/dpkg/status.d/${deb%%_*}"; done; \
    rm -rf /out/usr/share/doc /out/usr/share/man /out/usr/share/locale /out/usr/share/lintian; \
    mkdir -p /out/etc/ssl/certs /out/home/nonroot /out/root /out/tmp /out/usr/lib /out/proc /out/dev /out/sys /out/run /out/etc; chmod 1777 /out/tmp; \
    if [ -d /out/usr/share/ca-certificates ]; then find /out/usr/share/ca-certificates -name '*.crt' -exec cat {} + > /out/etc/ssl/certs/ca-certificates.crt; fi; \
    for dir in bin sbin lib lib64; do if [ -e "/out/$dir" ] && [ ! -L "/out/$dir" ]; then mkdir -p "/out/usr/$dir"; cp -a "/out/$dir/." "/out/usr/$dir/"; rm -rf "/out/$dir"; ln -s "usr/$dir" "/out/$dir"; fi; done; \
    printf 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' > /out/etc/passwd; \
    printf 'root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n' > /out/etc/group; \
    printf 'PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="12"\n' > /out/etc/os-release; \
    printf 'hosts: files dns\n' > /out/etc/nsswitch.conf; \
    : > /out/etc/hosts; : > /out/etc/resolv.conf; \
    chown 65532:65532 /out/home/nonroot

FROM scratch
COPY --from=make /out /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
WORKDIR /
