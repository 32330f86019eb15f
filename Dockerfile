# Understudy in a small image. The control API is guarded by a token once the server listens beyond loopback, so give it one:
#
#     docker build -t understudy .
#     docker run --rm -p 127.0.0.1:4010:4010 -e UNDERSTUDY_CONTROL_TOKEN=choose-one-of-16-characters understudy

FROM swift:6.2-bookworm AS builder
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libmicrohttpd-dev libyaml-dev nettle-dev libxxhash-dev libpcre2-dev libcurl4-openssl-dev pkg-config binutils \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# The dependencies are fetched in a layer of their own, which a change of the sources does not touch.
COPY Package.swift ./
RUN swift package resolve
COPY Sources Sources
COPY Tests Tests
COPY Fixtures/catalogs Fixtures/catalogs
COPY Fixtures/openapi Fixtures/openapi
COPY scenarios scenarios
COPY Scripts/build-release Scripts/build-release
RUN cp "$(Scripts/build-release)" /understudy

FROM debian:bookworm-slim
RUN apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libmicrohttpd12 libyaml-0-2 libnettle8 libhogweed6 libpcre2-8-0 libcurl4 ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 4010 --no-create-home --shell /usr/sbin/nologin understudy
COPY --from=builder /understudy /usr/local/bin/understudy
COPY scenarios /scenarios
USER understudy
WORKDIR /scenarios
EXPOSE 4010
# The slim image has no HTTP client, so the shell asks by hand.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/4010 && printf 'GET /_understudy/ready HTTP/1.1\\r\\nHost: localhost:4010\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r answer <&3 && [[ $answer == *' 200 '* ]]"]
ENTRYPOINT ["understudy"]
CMD ["serve", "--host", "0.0.0.0", "--log", "json"]
