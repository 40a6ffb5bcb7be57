"""A site of its own with Ecuador's release: `python -m apps.ecuador_site RELEASE`.

It runs in a process of its own, so that the site of the other tests has nothing of it.
Prints what the site says of domestic workers, as JSON. The count is a demonstration:
nobody declared it.
"""

import json
import os
import sys
from pathlib import Path

from apps.made_site import put


def main(release: Path) -> None:
    import django
    from django.test import Client

    place = Path(os.environ["HEADLOAD_HOME"]).parent
    put("empty", place)
    django.setup()
    from apps.organisations import group, new_count, organisation, place
    from headload.apps.explorer.load import load
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import change, record_count

    made = organisation("Demonstration union", area=place("ecu"), city="", is_mbo=True)
    domestic = group("domestic-workers")
    change(made, "sectors", [domestic], COMMAND_LINE, reason="demonstration")
    count = new_count(5_000, sector=domestic, as_of="2021-01", declared_by="nobody")
    record_count(made, count, COMMAND_LINE)
    load(release)
    client = Client()
    asked = "/api/rates?place=ecu&group=domestic-workers&sex=_T"
    rates = json.loads(client.get(asked).content)
    trace = client.get(f"/en/rates/{rates[0]['id'].lower()}/").content.decode()
    country = client.get("/es/places/ecu/").content.decode()
    figure = client.get(f"/api/estimates/{rates[0]['estimate']}").content.decode()
    print(  # noqa: T201 - what the test reads
        json.dumps(
            {
                "rates": rates,
                "trace": trace,
                "country": country,
                "figure": json.loads(figure),
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
