"""`python -m headload.measure.questionnaire FOLDER` writes the forms' maps again."""

import sys
from pathlib import Path

from headload.measure.questionnaire.map_of_form import write_maps

if __name__ == "__main__":
    write_maps(Path(sys.argv[1]))
