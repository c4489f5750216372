FROM localhost/verify/debian
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
ENV NODE_VERSION=20.20.2 YARN_VERSION=1.22.22
COPY node/bin /usr/local/bin
COPY npm /usr/local/lib/node_modules/npm
COPY yarn /opt/yarn
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
  && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
  && ln -s /opt/yarn/bin/yarn.js /usr/local/bin/yarn \
  && chmod +x /usr/local/bin/node /usr/local/lib/node_modules/npm/bin/*-cli.js /opt/yarn/bin/yarn.js \
  && npm --version && yarn --version && rm -rf /root/.npm /tmp/*
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
