FROM localhost/verify/temurin-jre AS make
RUN mkdir -p /out/usr/lib/jvm /out/usr/bin && cp -a /usr/lib/jvm/java-17-openjdk-* /out/usr/lib/jvm/ \
  && ln -s /usr/lib/jvm/java-17-openjdk-*/bin/java /out/usr/bin/java \
  && cp -a /etc/java-17-openjdk /out/java-17-openjdk && cp -a /etc/ssl/certs/java /out/java-certs

FROM localhost/verify/distroless-java-base
COPY --from=make /out/usr /usr
COPY --from=make /out/java-17-openjdk /etc/java-17-openjdk
COPY --from=make /out/java-certs /etc/ssl/certs/java
ENV JAVA_HOME=/usr/lib/jvm/java-17-openjdk-amd64
ENTRYPOINT ["/usr/bin/java", "-jar"]
