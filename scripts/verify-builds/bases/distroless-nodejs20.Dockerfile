FROM localhost/verify/distroless-cc
COPY node/bin/node /nodejs/bin/node
ENTRYPOINT ["/nodejs/bin/node"]
