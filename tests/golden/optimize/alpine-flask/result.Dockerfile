# syntax=docker/dockerfile:1
FROM alpine:3.19

# Python and what its wheels are compiled with
ENV PYTHONUNBUFFERED=1 \
    PIP_BREAK_SYSTEM_PACKAGES=1
WORKDIR /opt/forecast

RUN adduser -u 10001 -D -H forecast

# everything at once
COPY --chown=forecast:forecast requirements ./requirements
RUN --mount=type=cache,target=/root/.cache/pip apk add --no-cache python3 py3-pip && \
    apk add --no-cache --virtual .build gcc musl-dev python3-dev && \
    pip3 install -r requirements/production.txt && apk del .build
COPY --chown=forecast:forecast . .
RUN chown forecast:forecast /opt/forecast

USER 10001
EXPOSE 5000
CMD ["gunicorn", "--bind", "0.0.0.0:5000", "forecast:app"]
