FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="report" org.opencontainers.image.version="0.9.0"
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home app && install -d -o app -g app /srv/report
WORKDIR /srv/report
COPY --chown=app:app requirements.txt .
RUN --mount=type=secret,id=aws-credentials,target=/root/.aws/credentials pip3 download --no-cache-dir -q -d /root/.cache/pip/downloads -r requirements.txt \
 && pip3 install --no-cache-dir --break-system-packages --find-links /root/.cache/pip/downloads -r requirements.txt \
 && rm -rf /root/.cache/pip
ADD --chown=app:app . /srv/report
RUN python3 -m compileall -q app tests
USER 10001
EXPOSE 8000
ENTRYPOINT ["python3", "-m", "app.main"]
