import json
import subprocess

import yaml


def read(content):
    yaml.safe_load(content)
    subprocess.run(["tesseract", content], check=True)
    return json.loads(content)
