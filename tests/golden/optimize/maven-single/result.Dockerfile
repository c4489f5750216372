FROM maven:3.9-eclipse-temurin-17
RUN --mount=type=secret,id=repo_password \
    REPO_PASSWORD="$(cat /run/secrets/repo_password)" && export REPO_PASSWORD \
 && curl -fsS -u "ci:$REPO_PASSWORD" https://repo.example.com/schema.json -o /srv/schema.json \
 && groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home app && install -d -o app -g app /build
WORKDIR /build
COPY --chown=app:app pom.xml /build/
RUN --mount=type=cache,target=/root/.m2/repository --mount=type=secret,id=m2-settings.xml,target=/root/.m2/settings.xml mvn -B dependency:go-offline
COPY --chown=app:app . /build/
RUN --mount=type=cache,target=/root/.m2/repository --mount=type=secret,id=m2-settings.xml,target=/root/.m2/settings.xml mvn -B -DskipTests package
USER 10001
EXPOSE 8443
CMD ["java", "-jar", "/build/target/ledger.jar"]
