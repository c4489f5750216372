FROM localhost/verify/temurin-jdk
RUN apt-get update \
  && apt-get install -y --no-install-recommends maven git curl \
  && rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt
ENV MAVEN_HOME=/usr/share/maven MAVEN_CONFIG=/root/.m2
CMD ["mvn"]
