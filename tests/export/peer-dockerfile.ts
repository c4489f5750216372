/** Caught by hadolint and by us at the same places; each severity of hadolint's own rules that its default shows. */
export const peerDockerfile = `FROM debian
RUN apt-get update \\
  && apt-get install curl
ADD app.py /srv/
RUN cd /tmp && sudo make
COPY a b /target
ENTRYPOINT node server.js
EXPOSE 80000
RUN wget https://example.com/a && curl -O https://example.com/b
MAINTAINER someone
`;
