FROM python:3.11 AS build
ENV POETRY_VERSION=1.8.5
WORKDIR /srv/ledger
# Poetry
RUN --mount=type=cache,target=/root/.cache/pip pip install "poetry==$POETRY_VERSION"
ENV VIRTUAL_ENV=/opt/venv
RUN python -m venv $VIRTUAL_ENV
COPY pyproject.toml poetry.lock README.md ./
COPY ledger ledger
RUN --mount=type=cache,target=/root/.cache/pypoetry/artifacts --mount=type=cache,target=/root/.cache/pypoetry/cache poetry config virtualenvs.create false && poetry install --without dev --no-interaction --no-ansi

FROM python:3.11-slim
ENV POETRY_VERSION=1.8.5
WORKDIR /srv/ledger
RUN apt-get update && apt-get install --no-install-recommends -y libpq5 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home app && install -d -o app -g app /srv/ledger
COPY --chown=app:app pyproject.toml poetry.lock README.md ./
COPY --chown=app:app ledger ledger
COPY --from=build /opt/venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
ENV PYTHONUNBUFFERED=1
USER 10001
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "ledger:app"]
