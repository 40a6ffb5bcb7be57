import os
import pickle
import subprocess

import yaml


def read(content):
    eval(content)  # caught
    pickle.loads(content)  # caught
    yaml.load(content, Loader=yaml.Loader)  # caught
    os.system(content)  # caught
    return subprocess.run(content, shell=True)  # caught
