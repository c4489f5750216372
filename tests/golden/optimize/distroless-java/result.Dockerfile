FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /work
COPY pom.xml ./
RUN --mount=type=cache,target=/root/.m2/repository mvn -B dependency:go-offline
COPY src ./src
RUN --mount=type=cache,target=/root/.m2/repository mvn -B package -DskipTests

FROM gcr.io/distroless/java21-debian13:nonroot
WORKDIR /srv
COPY --from=build --chown=65532:65532 /work/target/berth.jar berth.jar
USER 65532:65532
EXPOSE 8443
CMD ["berth.jar"]
