FROM maven:3.9-eclipse-temurin-17
RUN groupadd --system app && useradd --system --gid app --create-home app
COPY --chown=app:app . /build/
WORKDIR /build
RUN --mount=type=secret,id=m2-settings.xml,target=/root/.m2/settings.xml --mount=type=secret,id=repo_password \
    REPO_PASSWORD="$(cat /run/secrets/repo_password)" && export REPO_PASSWORD \
 && mvn -B -DskipTests -Drepo.password=$REPO_PASSWORD package
USER app
EXPOSE 8443
CMD ["java", "-jar", "/build/target/ledger.jar"]
