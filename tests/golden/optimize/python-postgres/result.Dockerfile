FROM python:3.11 AS build
WORKDIR /srv/guestbook
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip pip install --prefix=/install -r requirements.txt

FROM python:3.11-slim
LABEL maintainer.team="harbour"
WORKDIR /srv/guestbook
# the driver is compiled
RUN apt-get update \
 && apt-get install --no-install-recommends -y libpq5 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home app && install -d -o app -g app /srv/guestbook
COPY --from=build /install /usr/local
COPY --chown=app:app . .
ENV PYTHONUNBUFFERED=1
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 8000), 2)"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "guestbook:app"]
