# The tariff service.
FROM maven:3.9-eclipse-temurin-21 AS build
ENV TZ=Europe/Lisbon
WORKDIR /workspace
COPY pom.xml ./
RUN --mount=type=cache,target=/root/.m2/repository mvn -B dependency:go-offline
COPY . .

# Tests run in CI.
RUN --mount=type=cache,target=/root/.m2/repository mvn -B package -DskipTests \
 && java -Djarmode=tools -jar /workspace/target/tariffs.jar extract --layers --destination /workspace/extracted

FROM eclipse-temurin:21-jre
ENV TZ=Europe/Lisbon
WORKDIR /workspace
RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app --create-home app && install -d -o app -g app /workspace
COPY --from=build --chown=app:app /workspace/extracted/dependencies/ /workspace/target/
COPY --from=build --chown=app:app /workspace/extracted/spring-boot-loader/ /workspace/target/
COPY --from=build --chown=app:app /workspace/extracted/snapshot-dependencies/ /workspace/target/
COPY --from=build --chown=app:app /workspace/extracted/application/ /workspace/target/
USER 10001
LABEL org.opencontainers.image.title="tariffs"

EXPOSE 8080
ENTRYPOINT ["java", "-jar", "target/tariffs.jar"]
