"""Compares raw answers with the shapes of a service model, strictly: what the model lacks is a failure.

botocore's own parsers pass over members they do not know, so a misspelt one would go unseen.
"""

import json
import xml.etree.ElementTree as ElementTree

# Codes that AWS documents as common to all operations of a service, and therefore leaves out of its model.
COMMON = {
    "ssm": {"ValidationException", "AccessDeniedException", "ThrottlingException", "UnknownOperationException",
            "SerializationException", "MissingAuthenticationTokenException", "InvalidSignatureException"},
    "events": {"ValidationException", "AccessDeniedException", "ThrottlingException", "UnknownOperationException",
               "SerializationException"},
    "sns": {"InvalidAction", "InternalFailure", "MissingParameter"},
    "sqs": {"AccessDenied", "InvalidAction", "InternalFailure", "InvalidParameterValue", "MissingParameter",
            "RequestThrottled", "InvalidAttributeValue", "AWS.SimpleQueueService.NonExistentQueue"},
    "sts": {"AccessDenied", "InvalidAction", "InternalFailure", "Throttling"},
}


def in_bounds(shape, value, size, where):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least or most is not None and size > most:
        yield f"{where}: {value!r} is not within {least} and {most}"


def required(shape, present, where):
    for name in set(shape.required_members) - set(present):
        yield f"{where}: the required member {name} is missing"


def text_fits(shape, text, where):
    """A string of JSON, or any scalar of XML."""
    kind = shape.type_name
    if kind == "string":
        if getattr(shape, "enum", None) and text not in shape.enum:
            yield f"{where}: {text!r} is none of {shape.enum}"
        yield from in_bounds(shape, text, len(text), where)
    elif kind in ("integer", "long"):
        if not text.lstrip("-").isdigit():
            yield f"{where}: {text!r} is no integer"
    elif kind == "boolean":
        if text not in ("true", "false"):
            yield f"{where}: {text!r} is no boolean"
    else:
        yield f"{where}: text cannot be a {kind}"


def json_fits(shape, value, where):
    kind = shape.type_name
    wanted = {"structure": dict, "map": dict, "list": list, "string": str, "boolean": bool, "integer": int,
              "long": int, "timestamp": (int, float), "double": (int, float), "float": (int, float)}[kind]
    if not isinstance(value, wanted) or (isinstance(value, bool) and kind != "boolean"):
        yield f"{where}: {value!r} is no {kind}"
    elif kind == "structure":
        yield from required(shape, value, where)
        for name, member in value.items():
            if name in shape.members:
                yield from json_fits(shape.members[name], member, f"{where}.{name}")
            else:
                yield f"{where}: the model has no member {name}"
    elif kind == "map":
        for key, member in value.items():
            yield from json_fits(shape.key, key, f"{where} key")
            yield from json_fits(shape.value, member, f"{where}[{key}]")
    elif kind == "list":
        # A list's lower bound is for requests: the real service answers an empty list of labels too.
        yield from in_bounds(shape, value, max(len(value), shape.metadata.get("min", 0)), where)
        for i, member in enumerate(value):
            yield from json_fits(shape.member, member, f"{where}[{i}]")
    elif kind == "string":
        yield from text_fits(shape, value, where)


def local(tag):
    return tag.rsplit("}", 1)[-1]


def element_name(name, shape):
    if shape.type_name == "list" and shape.serialization.get("flattened"):
        return shape.member.serialization.get("name", shape.serialization.get("name", name))
    return shape.serialization.get("name", name)


def xml_fits(shape, element, where):
    kind = shape.type_name
    children = list(element)
    if kind == "structure":
        by_element = {element_name(n, m): (n, m) for n, m in shape.members.items()}
        yield from required(shape, {by_element[local(c.tag)][0] for c in children if local(c.tag) in by_element}, where)
        for child in children:
            if local(child.tag) not in by_element:
                yield f"{where}: the model has no element {local(child.tag)}"
                continue
            name, member = by_element[local(child.tag)]
            if member.serialization.get("flattened"):
                yield from flattened_fits(member, child, f"{where}.{name}")
            else:
                yield from xml_fits(member, child, f"{where}.{name}")
    elif kind == "list":
        for child in children:
            if local(child.tag) != shape.member.serialization.get("name", "member"):
                yield f"{where}: the model has no element {local(child.tag)} in this list"
            yield from xml_fits(shape.member, child, where)
    elif kind == "map":
        for child in children:
            if local(child.tag) != "entry":
                yield f"{where}: the model has no element {local(child.tag)} in this map"
            yield from flattened_fits(shape, child, where)
    elif children:
        yield f"{where}: a {kind} has no child elements"
    else:
        yield from text_fits(shape, element.text or "", where)


def flattened_fits(shape, element, where):
    if shape.type_name == "list":
        yield from xml_fits(shape.member, element, where)
        return
    key, value = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
    if [local(c.tag) for c in element] != [key, value]:
        yield f"{where}: an entry has {key} and {value}"
        return
    yield from text_fits(shape.key, element[0].text or "", f"{where} key")
    yield from text_fits(shape.value, element[1].text or "", f"{where} value")


def failed(service, operation, code, status, where):
    for error in operation.error_shapes:
        if error.error_code == code or error.name == code:
            wanted = error.metadata.get("error", {}).get("httpStatusCode")
            if wanted and service.metadata["protocol"] == "query" and wanted != status:
                yield f"{where}: {code} has status {wanted} in the model, not {status}"
            return
    if code not in COMMON[service.service_name]:
        yield f"{where}: the error {code} is neither modelled nor common"


def answer_fits(service, operation, status, headers, body):
    """Yields what is wrong with one raw answer of a botocore client's operation."""
    where = f"{service.service_name} {operation.name} {status}"
    if not any(name.lower() == "x-amzn-requestid" for name in headers):
        yield f"{where}: there is no request id"
    if service.metadata["protocol"] == "json":
        yield from json_answer_fits(service, operation, status, body, where)
    else:
        yield from xml_answer_fits(service, operation, status, body, where)


def json_answer_fits(service, operation, status, body, where):
    if status >= 300:
        error = json.loads(body)
        code = error.pop("__type").rsplit("#", 1)[-1]
        yield from failed(service, operation, code, status, where)
        if set(error) - {"message"}:
            yield f"{where}: an error has a message, not {set(error)}"
    elif operation.output_shape:
        yield from json_fits(operation.output_shape, json.loads(body), where)
    elif body:
        yield f"{where}: the model has no output, the answer {body!r}"


def xml_answer_fits(service, operation, status, body, where):
    root = ElementTree.fromstring(body)
    if not root.tag.startswith("{" + service.metadata["xmlNamespace"] + "}"):
        yield f"{where}: {root.tag} is not in the namespace of the model"
    if status >= 300:
        tags = [local(e.tag) for e in root.iter()]
        if tags != ["ErrorResponse", "Error", "Type", "Code", "Message", "RequestId"]:
            yield f"{where}: an error is not made of {tags}"
            return
        kind, code, _ = (e.text for e in root[0])
        if kind != ("Receiver" if status >= 500 else "Sender"):
            yield f"{where}: the fault is not the {kind}'s"
        yield from failed(service, operation, code, status, where)
        return
    wrapper = operation.output_shape and operation.output_shape.serialization.get("resultWrapper")
    expected = [wrapper, "ResponseMetadata"] if wrapper else ["ResponseMetadata"]
    if local(root.tag) != operation.name + "Response" or [local(c.tag) for c in root] != expected:
        yield f"{where}: expected {expected} in {operation.name}Response"
    elif wrapper:
        yield from xml_fits(operation.output_shape, root[0], where)
