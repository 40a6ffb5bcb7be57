"""SDMX's own client reads the service and gets the figures of the release."""

from collections.abc import Iterator

import pytest
from pysdmx.api.qb import (
    ApiVersion,
    DataContext,
    DataFormat,
    DataQuery,
    RestService,
    StructureFormat,
    StructureQuery,
    StructureType,
)
from pysdmx.io import get_datasets, read_sdmx

from apps.conftest import VENDORS, Site
from apps.server import serving
from headload.products.sdmx.structure import AGENCY, id_of
from headload.releases import SealedRelease, read_release

FORMS = {
    "2.1": (
        "1",
        ApiVersion.V1_5_0,
        DataFormat.SDMX_ML_2_1_STR,
        StructureFormat.SDMX_ML_2_1,
    ),
    "3.0": (
        "2",
        ApiVersion.V2_0_0,
        DataFormat.SDMX_ML_3_0,
        StructureFormat.SDMX_ML_3_0,
    ),
    "csv": (
        "2",
        ApiVersion.V2_0_0,
        DataFormat.SDMX_CSV_2_0_0,
        StructureFormat.SDMX_JSON_2_0_0,
    ),
}


@pytest.fixture(scope="module")
def server(site: Site) -> Iterator[str]:
    with serving() as address:
        yield f"{address}/sdmx"


@pytest.fixture(scope="module")
def sealed(site: Site) -> SealedRelease:
    return read_release(site.second)


@pytest.mark.parametrize("form", FORMS)
def test_the_client_of_sdmx_gets_every_figure_to_the_last_digit(
    server: str, sealed: SealedRelease, form: str
) -> None:
    service, version, as_data, as_structure = FORMS[form]
    name = f"DF_{id_of(sealed.manifest.id)}"
    client = RestService(f"{server}/{service}", version, as_data, as_structure)
    everything = "all" if service == "1" else "*"
    data = client.data(DataQuery(DataContext.DATAFLOW, AGENCY, name, "1.0", everything))
    structure = client.structure(
        StructureQuery(StructureType.DATAFLOW, AGENCY, name, "1.0")
    )
    assert read_sdmx(structure.decode()).get_dataflows()
    (read,) = get_datasets(data.decode(), structure.decode())
    found = dict(zip(read.data["ESTIMATE_ID"], read.data["OBS_VALUE"], strict=True))
    assert len(found) == len(sealed.estimates)
    for cell in sealed.estimates:
        value = str(found[cell.estimate_id])
        if cell.value is None:
            assert value in {"", "nan", "None", "<NA>"}
        else:
            assert float(value) == cell.value


def test_a_key_selects_and_a_wrong_one_says_so(
    site: Site, sealed: SealedRelease
) -> None:
    name = f"DF_{id_of(sealed.manifest.id)}"
    csv = {"Accept": "application/vnd.sdmx.data+csv;version=2.0.0"}

    def get(key: str) -> tuple[int, str]:
        address = f"/sdmx/2/data/dataflow/{AGENCY}/{name}/1.0/{key}"
        response = site.client.get(address, headers=csv)
        return response.status_code, response.content.decode()

    status, text = get("*.employment.*.street_vendor")
    assert status == 200
    assert [line.split(",")[-1] for line in text.splitlines()[1:]] == [VENDORS]
    assert len(get("*.employment.F+M.*")[1].splitlines()) == 3
    assert get("*.nothing.*.*") == (404, "No observation has this key\n")
    assert get("F") == (404, "No observation has this key\n")


def test_what_the_service_does_not_have_or_cannot_write_is_said(site: Site) -> None:
    assert site.client.get("/sdmx/1/data/HEADLOAD,DF_NO,1.0/all").status_code == 404
    name = f"DF_{id_of(read_release(site.first).manifest.id)}"
    image = {"Accept": "image/png"}
    for address in (
        f"1/data/HEADLOAD,{name},1.0/all",
        f"1/dataflow/HEADLOAD/{name}/1.0",
    ):
        response = site.client.get(f"/sdmx/{address}", headers=image)
        assert response.status_code == 406
        assert "application/vnd.sdmx" in response.content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_the_client_lists_every_dataflow_and_reads_one_of_them(
    server: str, site: Site, form: str
) -> None:
    service, api, data, structure = FORMS[form]
    client = RestService(f"{server}/{service}", api, data, structure)
    every = StructureQuery(StructureType.DATAFLOW, AGENCY, "*", "*")
    message = read_sdmx(client.structure(every).decode())
    flows = {each.id: each.name for each in message.get_dataflows()}
    wanted = {
        f"DF_{id_of(read_release(each).manifest.id)}"
        for each in (site.first, site.second)
    }
    assert set(flows) == wanted
    assert all("2025" in str(name) for name in flows.values())
