# The website of Headload: sealed releases in, pages out. Microdata have no place here.
# What is installed is locked with hashes; nothing is compiled.
FROM python:3.12-slim AS built
WORKDIR /build
COPY requirements/build.txt requirements/
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN python -m hatchling build -t wheel -d /built

FROM python:3.12-slim
RUN useradd --no-create-home --uid 1000 headload \
  && mkdir -p /srv/headload && chown headload /srv/headload
WORKDIR /app
COPY requirements/site.txt requirements/
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/site.txt
COPY --from=built /built /built
RUN pip install --no-cache-dir --no-deps --no-index /built/*.whl
USER 1000
ENV HEADLOAD_HOME=/srv/headload
VOLUME /srv/headload
EXPOSE 8000
# exec: the server takes the place of the shell, so that it hears when it is to end
CMD ["sh", "-c", "headload site init && exec headload site serve --host 0.0.0.0 --workers 2"]
