# The files at the end are where a build's own settings of registries are mounted: empty here, so that no layer above makes them.
FROM scratch
ADD rootfs.tar /
RUN set -e; \
    printf 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };\nDir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n' > /etc/apt/apt.conf.d/docker-clean; \
    printf 'Acquire::Languages "none";\n' > /etc/apt/apt.conf.d/docker-no-languages; \
    printf 'path-exclude /usr/share/doc/*\npath-include /usr/share/doc/*/copyright\npath-exclude /usr/share/man/*\npath-exclude /usr/share/locale/*\n' > /etc/dpkg/dpkg.cfg.d/docker; \
    find /usr/share/doc -type f ! -name copyright -delete; \
    rm -rf /usr/share/man/* /usr/share/locale/* /usr/share/info/* /var/lib/apt/lists/* /var/cache/apt/* /var/log/*.log /var/log/apt; \
    mkdir -p /var/cache/apt/archives/partial /var/lib/apt/lists/partial /usr/lib/ssl /etc/ssl/certs /usr/local/etc; \
    : > /etc/hosts; : > /etc/resolv.conf; \
    : > /usr/lib/ssl/cert.pem; : > /etc/ssl/certs/verify-builds.pem; : > /etc/pip.conf; : > /usr/local/etc/npmrc
CMD ["bash"]
