FROM python:3.12-slim AS build
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --no-install-recommends -y curl build-essential
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -LsSf https://astral.sh/uv/install.sh | sh
ENV PATH="/root/.local/bin:$PATH" \
    UV_LINK_MODE=copy
WORKDIR /srv/tides
COPY pyproject.toml uv.lock ./
RUN --mount=type=cache,target=/root/.cache/uv uv sync --no-dev --frozen --no-install-project
COPY . .
RUN --mount=type=cache,target=/root/.cache/uv uv sync --no-dev --frozen

FROM python:3.12-slim
ENV PATH="/root/.local/bin:$PATH" \
    UV_LINK_MODE=copy
WORKDIR /srv/tides
RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home app && install -d -o app -g app /srv/tides
COPY --from=build --chown=app:app /srv/tides/.venv /srv/tides/.venv
ENV PATH="/srv/tides/.venv/bin:$PATH"
COPY --chown=app:app . .
ENV TIDES_HARBOUR=north
USER 10001
EXPOSE 8000
# the package serves itself
CMD ["uvicorn", "tides:app", "--host", "0.0.0.0", "--port", "8000"]
