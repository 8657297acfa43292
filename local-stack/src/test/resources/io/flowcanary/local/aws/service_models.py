"""Drives every operation of the endpoint, errors too, and checks each raw answer against its service model.

Usage: service_models.py ENDPOINT. Prints what does not fit and exits with 1 when anything does not.
"""

import json
import sys
import urllib.error
import urllib.request

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

import shapes

ENDPOINT = sys.argv[1]
SESSION = botocore.session.get_session()
failures = []
answered = {}  # (service, operation) -> statuses


def record(service, operation, status, headers, body):
    answered.setdefault((service.service_name, operation.name), set()).add(status)
    failures.extend(shapes.answer_fits(service, operation, status, headers, body))


def client(name):
    made = SESSION.create_client(
        name, endpoint_url=ENDPOINT, config=Config(retries={"total_max_attempts": 1}, parameter_validation=False))

    def on_response(response_dict, event_name, **_):
        operation = made.meta.service_model.operation_model(event_name.rsplit(".", 1)[-1])
        record(made.meta.service_model, operation, response_dict["status_code"], response_dict["headers"],
               response_dict["body"])

    made.meta.events.register("response-received", on_response)
    return made


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        if error.response["Error"]["Code"] != code:
            failures.append(f"{call.__name__}: {error.response['Error']['Code']} instead of {code}")
    else:
        failures.append(f"{call.__name__}: not refused with {code}")


def drive_ssm():
    ssm = client("ssm")
    ssm.put_parameter(Name="/p", Value="0", Type="String", Description="first")
    ssm.put_parameter(Name="/p", Value="5", Overwrite=True)
    ssm.put_parameter(Name="/secret", Value="5", Type="SecureString")
    ssm.get_parameter(Name="/p")
    ssm.get_parameter(Name="/p:1")
    page = ssm.get_parameter_history(Name="/p", MaxResults=1)
    ssm.get_parameter_history(Name="/p", NextToken=page["NextToken"])
    ssm.add_tags_to_resource(ResourceType="Parameter", ResourceId="/p", Tags=[{"Key": "k", "Value": "v"}])
    ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId="/p")
    refused("InvalidResourceId", ssm.list_tags_for_resource, ResourceType="Parameter", ResourceId="/none")
    refused("ValidationException", ssm.put_parameter, Name="/p", Value="0", Overwrite=True,
            Tags=[{"Key": "k", "Value": "v"}])
    refused("ParameterAlreadyExists", ssm.put_parameter, Name="/p", Value="0", Type="String")
    refused("HierarchyTypeMismatchException", ssm.put_parameter, Name="/p", Value="0", Type="StringList",
            Overwrite=True)
    refused("HierarchyLevelLimitExceededException", ssm.put_parameter, Name="/x" * 16, Value="0", Type="String")
    refused("ValidationException", ssm.put_parameter, Name="/a b", Value="0", Type="String")
    refused("SerializationException", ssm.get_parameter, Name=["/p"])
    refused("ParameterNotFound", ssm.get_parameter, Name="/none")
    refused("ParameterVersionNotFound", ssm.get_parameter, Name="/p:9")
    refused("ParameterNotFound", ssm.get_parameter_history, Name="/none")
    refused("InvalidNextToken", ssm.get_parameter_history, Name="/p", NextToken="x")
    ssm.label_parameter_version(Name="/p", ParameterVersion=1, Labels=["prod", "9"])
    ssm.get_parameter(Name="/p:prod")
    refused("ParameterVersionNotFound", ssm.label_parameter_version, Name="/p", ParameterVersion=9, Labels=["l"])
    refused("ParameterNotFound", ssm.label_parameter_version, Name="/none", Labels=["l"])
    for i in range(98):
        ssm.put_parameter(Name="/p", Value=str(i), Overwrite=True)
    refused("ParameterMaxVersionLimitExceeded", ssm.put_parameter, Name="/p", Value="0", Overwrite=True)
    ssm.unlabel_parameter_version(Name="/p", ParameterVersion=1, Labels=["prod", "none"])
    ssm.put_parameter(Name="/p", Value="0", Overwrite=True)
    ssm.delete_parameter(Name="/p")
    refused("ParameterNotFound", ssm.delete_parameter, Name="/p")


def drive_sns():
    sns = client("sns")
    topic = sns.create_topic(Name="alerts")["TopicArn"]
    for i in range(100):
        sns.create_topic(Name=f"t{i}")
    sns.list_topics(NextToken=sns.list_topics()["NextToken"])
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@b.c")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:eu-central-1:000000000000:q")
    sns.publish(TopicArn=topic, Subject="s", Message="m")
    sns.get_topic_attributes(TopicArn=topic)
    sns.list_subscriptions_by_topic(TopicArn=topic)
    sns.tag_resource(ResourceArn=topic, Tags=[{"Key": "k", "Value": "v"}])
    sns.list_tags_for_resource(ResourceArn=topic)
    refused("ResourceNotFound", sns.list_tags_for_resource, ResourceArn=topic + "x")
    refused("NotFound", sns.get_topic_attributes, TopicArn=topic + "x")
    refused("InvalidParameter", sns.publish, TopicArn=topic.replace(topic.split(":")[3], "us-west-2"), Message="m")
    refused("AuthorizationError", sns.publish, TopicArn=topic.replace("000000000000", "123456789012"), Message="m")
    refused("NotFound", sns.list_subscriptions_by_topic, TopicArn=topic + "x")
    sns.delete_topic(TopicArn=sns.create_topic(Name="gone")["TopicArn"])
    refused("NotFound", sns.publish, TopicArn=topic + "x", Message="m")
    refused("NotFound", sns.subscribe, TopicArn=topic + "x", Protocol="email", Endpoint="a@b.c")
    refused("InvalidParameter", sns.publish, TopicArn=topic, Subject="a\nb", Message="m")
    refused("InvalidParameter", sns.create_topic, Name="a b")
    client("sts").get_caller_identity()


def drive_events():
    events = client("events")
    pattern = '{"source":["s"]}'
    events.create_event_bus(Name="mine")
    events.put_rule(Name="r", EventPattern=pattern, Description="d")
    events.put_targets(Rule="r", Targets=[{"Id": "q", "Arn": "arn:aws:sqs:eu-central-1:000000000000:q"}])
    events.list_rules()
    events.list_targets_by_rule(Rule="r")
    events.put_events(Entries=[{"Source": "s", "DetailType": "t", "Detail": "{}"}, {"Source": "s"}])
    refused("ResourceAlreadyExistsException", events.create_event_bus, Name="mine")
    refused("InvalidEventPatternException", events.put_rule, Name="r", EventPattern="{}")
    refused("ResourceNotFoundException", events.put_rule, Name="r", EventPattern=pattern, EventBusName="none")
    refused("ResourceNotFoundException", events.list_rules, EventBusName="none")
    refused("ResourceNotFoundException", events.list_targets_by_rule, Rule="none")
    refused("ResourceNotFoundException", events.put_targets, Rule="none",
            Targets=[{"Id": "q", "Arn": "arn:aws:sqs:eu-central-1:000000000000:q"}])
    refused("LimitExceededException", events.put_targets, Rule="r", Targets=[
        {"Id": f"q{i}", "Arn": "arn:aws:sqs:eu-central-1:000000000000:q"} for i in range(6)])
    refused("ValidationException", events.put_events, Entries=[])
    drive_event_setup(events, pattern)


def drive_event_setup(events, pattern):
    rule = events.describe_rule(Name="r")["Arn"]
    events.tag_resource(ResourceARN=rule, Tags=[{"Key": "k", "Value": "v"}])
    events.list_tags_for_resource(ResourceARN=rule)
    events.remove_targets(Rule="r", Ids=["q"])
    events.delete_rule(Name="r")
    events.list_event_sources()
    refused("ResourceNotFoundException", events.describe_rule, Name="r")
    refused("ResourceNotFoundException", events.describe_event_source, Name="aws.partner/none")
    refused("ResourceNotFoundException", events.create_event_bus, Name="aws.partner/none",
            EventSourceName="aws.partner/none")
    # Offered by the test: only a partner can.
    source = events.list_event_sources()["EventSources"][0]["Name"]
    events.describe_event_source(Name=source)
    events.create_event_bus(Name=source, EventSourceName=source)
    events.describe_event_bus(Name=source)
    events.delete_event_bus(Name=source)
    refused("ResourceNotFoundException", events.describe_event_bus, Name=source)
    key = {"ApiKeyAuthParameters": {"ApiKeyName": "X-Api-Key", "ApiKeyValue": "k"}}
    connection = events.create_connection(Name="c", AuthorizationType="API_KEY", AuthParameters=key,
                                          Description="d")["ConnectionArn"]
    events.describe_connection(Name="c")
    events.update_connection(Name="c", AuthParameters=key)
    events.create_api_destination(Name="d", ConnectionArn=connection, InvocationEndpoint="https://example.com/",
                                  HttpMethod="POST", InvocationRateLimitPerSecond=9)
    events.describe_api_destination(Name="d")
    events.update_api_destination(Name="d", HttpMethod="PUT")
    refused("ResourceAlreadyExistsException", events.create_connection, Name="c", AuthorizationType="API_KEY",
            AuthParameters=key)
    refused("ValidationException", events.update_api_destination, Name="d", InvocationEndpoint="http://example.com/")
    refused("ResourceNotFoundException", events.create_api_destination, Name="e", ConnectionArn=connection + "x",
            InvocationEndpoint="https://example.com/", HttpMethod="POST")
    events.delete_api_destination(Name="d")
    events.delete_connection(Name="c")
    refused("ResourceNotFoundException", events.describe_connection, Name="c")
    refused("ResourceNotFoundException", events.describe_api_destination, Name="d")


def drive_sqs(call, url_of):
    """The calls are the same in both protocols; the answers are not."""
    url = call("CreateQueue", QueueName=url_of, Attributes={"VisibilityTimeout": "60"})["QueueUrl"]
    call("GetQueueUrl", QueueName=url_of)
    call("ListQueues")
    call("GetQueueAttributes", QueueUrl=url, AttributeNames=["All"])
    call("SetQueueAttributes", QueueUrl=url, Attributes={"VisibilityTimeout": "61"})
    call("SendMessage", QueueUrl=url, MessageBody="a < b & c")
    call("SendMessageBatch", QueueUrl=url, Entries=[
        {"Id": "1", "MessageBody": "b"}, {"Id": "2", "MessageBody": "c"}, {"Id": "3", "MessageBody": ""}])
    taken = call("ReceiveMessage", QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"])["Messages"]
    first, second = taken[0]["ReceiptHandle"], taken[1]["ReceiptHandle"]
    call("ReceiveMessage", QueueUrl=url + "-dead", code="AWS.SimpleQueueService.NonExistentQueue")
    call("ChangeMessageVisibility", QueueUrl=url, ReceiptHandle=first, VisibilityTimeout=0)
    call("ChangeMessageVisibility", QueueUrl=url, ReceiptHandle=first, VisibilityTimeout=0,
         code="AWS.SimpleQueueService.MessageNotInflight")
    call("ChangeMessageVisibilityBatch", QueueUrl=url, Entries=[
        {"Id": "1", "ReceiptHandle": second, "VisibilityTimeout": 9},
        {"Id": "2", "ReceiptHandle": "made up", "VisibilityTimeout": 9}])
    call("DeleteMessage", QueueUrl=url, ReceiptHandle=first)
    call("DeleteMessage", QueueUrl=url, ReceiptHandle="made up", code="ReceiptHandleIsInvalid")
    twice = {"Id": "1", "ReceiptHandle": second}
    call("DeleteMessageBatch", QueueUrl=url, Entries=[twice, {"Id": "2", "ReceiptHandle": "made up"}])
    call("DeleteMessageBatch", QueueUrl=url, Entries=[twice, twice],
         code="AWS.SimpleQueueService.BatchEntryIdsNotDistinct")
    call("SendMessageBatch", QueueUrl=url, Entries=[{"Id": "a b", "MessageBody": "b"}],
         code="AWS.SimpleQueueService.InvalidBatchEntryId")
    call("SendMessageBatch", QueueUrl=url, Entries=[{"Id": str(i), "MessageBody": "b"} for i in range(11)],
         code="AWS.SimpleQueueService.TooManyEntriesInBatchRequest")
    call("SendMessage", QueueUrl=url, MessageBody="\u0007", code="InvalidMessageContents")
    call("ReceiveMessage", QueueUrl=url, MaxNumberOfMessages=11, code="InvalidParameterValue")
    call("CreateQueue", QueueName=url_of, Attributes={"VisibilityTimeout": "62"}, code="QueueAlreadyExists")
    call("CreateQueue", QueueName="a b", code="InvalidParameterValue")
    call("GetQueueAttributes", QueueUrl=url, AttributeNames=["None"], code="InvalidAttributeName")
    call("PurgeQueue", QueueUrl=url)
    call("PurgeQueue", QueueUrl=url, code="AWS.SimpleQueueService.PurgeQueueInProgress")
    call("TagQueue", QueueUrl=url, Tags={"k": "v"})
    if call("ListQueueTags", QueueUrl=url)["Tags"] != {"k": "v"}:
        failures.append("a queue's tags come back otherwise")
    call("SetQueueAttributes", QueueUrl=url, Attributes={"Policy": "no policy"}, code="InvalidAttributeValue")
    call("DeleteQueue", QueueUrl=url)
    call("GetQueueUrl", QueueName=url_of, code="AWS.SimpleQueueService.NonExistentQueue")
    call("CreateQueue", QueueName=url_of, code="AWS.SimpleQueueService.QueueDeletedRecently")


def by_query():
    sqs = client("sqs")
    names = {operation: name for name, operation in sqs.meta.method_to_api_mapping.items()}

    def call(operation, code=None, **arguments):
        method = getattr(sqs, names[operation])
        return refused(code, method, **arguments) if code else method(**arguments)

    return call


def by_json():
    """This botocore has only SQS's query protocol, but the members of its model are those of the JSON one."""
    service = SESSION.get_service_model("sqs")
    signed = ("AWS4-HMAC-SHA256 Credential=local/20260302/eu-central-1/sqs/aws4_request, SignedHeaders=host, Signature="
              + "0" * 64)

    def call(operation, code=None, **arguments):
        request = urllib.request.Request(ENDPOINT, json.dumps(arguments).encode(), {
            "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AmazonSQS." + operation,
            "Authorization": signed})
        model = service.operation_model(operation)
        where = f"sqs json {operation}"
        try:
            with urllib.request.urlopen(request) as answer:
                body = answer.read()
                failures.extend(shapes.json_answer_fits(service, model, answer.status, body, where))
                if code:
                    failures.append(f"{where}: not refused with {code}")
                return json.loads(body) if body else None
        except urllib.error.HTTPError as error:
            error.read()
            told = error.headers["x-amzn-query-error"]
            if error.code != 400 or told != f"{code};Sender":
                failures.append(f"{where}: {error.code} {told} instead of {code}")
            return None

    return call


drive_ssm()
drive_sns()
drive_events()
drive_sqs(by_query(), "query")
drive_sqs(by_json(), "json")
for (service, operation), statuses in answered.items():
    if 200 not in statuses:
        failures.append(f"{service} {operation} never succeeded")
for failure in failures:
    print(failure)
print(f"{len(answered)} operations, {len(failures)} failures")
sys.exit(1 if failures else 0)
