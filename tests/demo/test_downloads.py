import io
import tarfile
from xml.etree import ElementTree

import httpx
import pytest

from tests.demo.driving import Service

BAKE = "/v1/repo/yoda_repo/bakes/coder_v6"


async def fetch(seeded: Service, url: str, **headers: str) -> httpx.Response:
    transport = seeded.client._transport
    async with httpx.AsyncClient(transport=transport) as bare:
        return await bare.get(url, headers={name.replace("_", "-"): text for name, text in headers.items()})


async def link(seeded: Service, **params: int) -> str:
    return str((await seeded.get(f"{BAKE}/download", **params))["url"])


async def test_a_link_leads_to_an_archive_without_a_key(seeded: Service) -> None:
    answer = await fetch(seeded, await link(seeded))
    assert answer.status_code == 200
    assert len(answer.content) > 2_000_000
    assert "content-encoding" not in answer.headers
    with tarfile.open(fileobj=io.BytesIO(answer.content), mode="r:gz") as tar:
        assert "coder_v6-354/adapter_model.safetensors" in tar.getnames()


async def test_a_link_names_the_newest_checkpoint_unless_asked(seeded: Service) -> None:
    newest = await seeded.get(f"{BAKE}/download")
    assert (newest["checkpoint"], newest["expires_in"], newest["bake_name"]) == (354, 3600, "coder_v6")
    older = await seeded.get(f"{BAKE}/download", checkpoint=118, expires_in=60)
    assert (older["checkpoint"], older["expires_in"]) == (118, 60)
    empty = await seeded.client.get(f"{BAKE}/download?checkpoint=&expires_in=")
    assert empty.json()["checkpoint"] == 354
    by_path = await seeded.get("/v1/models/download", name="ada/yoda_repo/coder_v6/236")
    assert by_path["checkpoint"] == 236


async def test_parts_join_into_the_whole(seeded: Service) -> None:
    url = await link(seeded)
    whole = (await fetch(seeded, url)).content
    first = await fetch(seeded, url, range="bytes=0-999999")
    rest = await fetch(seeded, url, range="bytes=1000000-", if_range=first.headers["etag"])
    assert (first.status_code, rest.status_code) == (206, 206)
    assert rest.headers["content-range"] == f"bytes 1000000-{len(whole) - 1}/{len(whole)}"
    assert first.content + rest.content == whole
    tail = await fetch(seeded, url, range="bytes=-10")
    assert tail.content == whole[-10:]


async def test_another_etag_gets_the_whole_archive(seeded: Service) -> None:
    answer = await fetch(seeded, await link(seeded), range="bytes=5-", if_range='"other"')
    assert answer.status_code == 200


@pytest.mark.parametrize("wanted", ["bytes=99999999-", "bytes=-0", "bytes=5-4"])
async def test_a_range_outside_the_archive_is_refused(seeded: Service, wanted: str) -> None:
    answer = await fetch(seeded, await link(seeded), range=wanted)
    assert answer.status_code == 416
    assert answer.headers["content-range"].startswith("bytes */")


@pytest.mark.parametrize("wanted", ["lines=1-2", "bytes=-", "bytes=a-b", "bytes=0-1,5-6"])
async def test_a_range_that_makes_no_sense_is_ignored(seeded: Service, wanted: str) -> None:
    assert (await fetch(seeded, await link(seeded), range=wanted)).status_code == 200


async def test_an_expired_link_is_refused_in_xml(seeded: Service) -> None:
    url = await link(seeded, expires_in=60)
    seeded.clock.advance(59)
    assert (await fetch(seeded, url, range="bytes=0-0")).status_code == 206
    seeded.clock.advance(2)
    refused = await fetch(seeded, url)
    assert (refused.status_code, refused.headers["content-type"].split(";")[0]) == (403, "application/xml")
    assert ElementTree.fromstring(refused.text).findtext("Message") == "Request has expired"


async def test_a_forged_link_is_refused_in_xml(seeded: Service) -> None:
    url = httpx.URL(await link(seeded))
    later = url.copy_set_param("Expires", "9999999999")
    other = url.copy_with(path="/weights/yoda_repo/coder_v5/354.tar.gz")
    for forged in (later, other, url.copy_set_param("Signature", "ü"), url.copy_with(query=b"Expires=x")):
        answer = await fetch(seeded, str(forged))
        assert answer.status_code == 403
        assert ElementTree.fromstring(answer.text).tag == "Error"


async def test_a_link_that_comes_with_a_key_is_refused_as_object_stores_do(seeded: Service) -> None:
    answer = await seeded.client.get(await link(seeded))
    assert answer.status_code == 400
    assert ElementTree.fromstring(answer.text).findtext("Code") == "InvalidArgument"


async def test_the_same_checkpoint_always_has_the_same_bytes(seeded: Service) -> None:
    one = await fetch(seeded, await link(seeded), range="bytes=0-")
    two = await fetch(seeded, await link(seeded, expires_in=7), range="bytes=0-")
    other = await fetch(seeded, await link(seeded, checkpoint=118), range="bytes=0-0")
    assert one.headers["etag"] == two.headers["etag"] != other.headers["etag"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{BAKE}/download?checkpoint=1", 404),
        (f"{BAKE}/download?checkpoint=x", 422),
        (f"{BAKE}/download?expires_in=0", 422),
        (f"{BAKE}/download?expires_in=604801", 422),
        ("/v1/repo/yoda_repo/bakes/coder_v7/download", 404),
        ("/v1/models/download", 422),
        ("/v1/models/download?name=Qwen/Qwen3-32B", 404),
        ("/v1/models/download?name=ada/yoda_repo/coder_v6/7", 404),
        ("/v1/models/download?name=ada/nowhere/coder_v6/354", 404),
    ],
)
async def test_a_link_that_cannot_be_given_is_refused(seeded: Service, path: str, status: int) -> None:
    assert (await seeded.client.get(path)).status_code == status
