# Debian's CPython, moved to /usr/local and given upstream's folders back (site-packages), as the official image has them. What
# is frozen into the program looks for dist-packages: a link.
FROM localhost/verify/debian AS make
RUN apt-get update && apt-get install -y --no-install-recommends python3.11-dev python3.11-venv python3-pip-whl python3-setuptools-whl python3-wheel-whl
RUN set -e; \
    mkdir -p /out/bin /out/include; \
    cp -a /usr/lib/python3.11 /out/lib-python3.11; \
    cp -aL /usr/bin/python3.11 /out/bin/python3.11; \
    cp -aL /usr/include/python3.11 /out/include/python3.11; \
    cp /usr/include/*-linux-gnu/python3.11/pyconfig.h /out/include/python3.11/pyconfig.h; \
    cd /out/lib-python3.11; \
    rm -rf EXTERNALLY-MANAGED test config-3.11-*/*.a; \
    sed -i "s/prefix_scheme = 'posix_local'/prefix_scheme = 'posix_prefix'/" sysconfig.py; \
    grep -q "= 'posix_prefix'$" sysconfig.py; \
    ln -s site-packages dist-packages; \
    sed -i "s#/usr/share/python-wheels#/usr/local/share/python-wheels#" ensurepip/__init__.py; \
    find . -name __pycache__ -prune -exec rm -rf {} +; \
    cp -a /usr/share/python-wheels /out/wheels

FROM localhost/verify/debian
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates netbase tzdata libssl3 libsqlite3-0 libffi8 libexpat1 libreadline8 zlib1g libbz2-1.0 liblzma5 libuuid1 libncursesw6 libdb5.3 \
  && rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 PYTHON_VERSION=3.11.2
COPY --from=make /out/bin /usr/local/bin
COPY --from=make /out/lib-python3.11 /usr/local/lib/python3.11
COPY --from=make /out/include /usr/local/include
COPY --from=make /out/wheels /usr/local/share/python-wheels
RUN set -e; cd /usr/local/bin; ln -s python3.11 python3; ln -s python3.11 python; ln -s /usr/local/share/python-wheels /usr/share/python-wheels; mkdir -p ../lib/python3.11/site-packages /usr/include; ln -s /usr/local/include/python3.11 /usr/include/python3.11; \
    python $(ls /usr/local/share/python-wheels/pip-*.whl)/pip install --no-cache-dir --no-index --find-links /usr/local/share/python-wheels pip setuptools wheel; \
    find /usr/local -name __pycache__ -prune -exec rm -rf {} +; pip --version
CMD ["python3"]
