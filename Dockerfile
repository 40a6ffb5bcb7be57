# The website of Headload: sealed releases in, pages out. Microdata have no place here.
FROM python:3.12-slim
RUN useradd --no-create-home --uid 1000 headload
WORKDIR /app
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN pip install --no-cache-dir ".[postgresql]"
RUN mkdir -p /srv/headload && chown headload /srv/headload
USER headload
ENV HEADLOAD_HOME=/srv/headload
VOLUME /srv/headload
EXPOSE 8000
CMD ["sh", "-c", "headload site init && headload site serve --host 0.0.0.0 --workers 2"]
